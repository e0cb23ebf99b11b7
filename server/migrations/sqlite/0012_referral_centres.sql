-- The centre that a referral came from: where the visit was at which the interest behind it was
-- given. Nothing of that changes any more, and the year's report asks for it of every referral.
alter table referrals add column centre blob references centres;
update referrals set centre = (
    select v.centre from interviews i join interests n on n.id = i.interest
        join interventions v on v.id = n.intervention
    where i.id = referrals.interview);
