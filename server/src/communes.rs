//! The official geographic code, as Etalab publishes it (`communes.json` of
//! `@etalab/decoupage-administratif`).

use serde::Deserialize;

/// A commune.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commune {
    /// Its code, such as `02408`.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The code of its department.
    pub department: String,
    /// Its postal codes.
    pub postal_codes: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    code: String,
    nom: String,
    #[serde(default)]
    departement: Option<String>,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    codes_postaux: Vec<String>,
}

/// The present communes of some departments (no delegated or associated ones), in the order of
/// the file.
///
/// # Errors
/// When the text is not that file.
pub fn read(json: &[u8], departments: &[String]) -> Result<Vec<Commune>, serde_json::Error> {
    let entries: Vec<Entry> = serde_json::from_slice(json)?;
    Ok(entries
        .into_iter()
        .filter(|entry| entry.kind == "commune-actuelle")
        .filter_map(|entry| {
            let department = entry.departement?;
            departments.contains(&department).then_some(Commune {
                code: entry.code,
                name: entry.nom,
                department,
                postal_codes: entry.codes_postaux,
            })
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_present_communes_of_the_departments_are_read() {
        let json = r#"[
            {"code":"02408","nom":"Laon","typeLiaison":0,"zone":"metro","departement":"02",
             "type":"commune-actuelle","codesPostaux":["02000","02860"],"population":24000},
            {"code":"02001","nom":"Old","departement":"02","type":"commune-deleguee"},
            {"code":"75056","nom":"Paris","departement":"75","type":"commune-actuelle"}
        ]"#;
        let found = read(json.as_bytes(), &["02".to_owned()]).expect("the file");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].postal_codes, ["02000", "02860"]);
        assert!(read(b"<html>", &[]).is_err());
    }
}
