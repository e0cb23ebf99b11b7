// What `cargo xtask test browser` hands over. Without it there is nothing real to test.

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run "cargo xtask test browser"`);
  return value;
}

/** The server's program. */
export const program = required('PASSERELLE_BIN');
/** The same server with a clock that a test moves on. */
export const programWithHeldClock = required('PASSERELLE_BIN_HELD_CLOCK');
/** The built web application. */
export const site = required('PASSERELLE_SITE');
/** The same application as another version, for tests of updates. */
export const nextSite = required('PASSERELLE_SITE_NEXT');
/** France's communes. */
export const communes = required('PASSERELLE_COMMUNES');
/** The browser. */
export const chromium = required('PASSERELLE_CHROMIUM');

/** The folder of PostgreSQL's programs. */
export const postgresPrograms = required('PASSERELLE_POSTGRES_PROGRAMS');
