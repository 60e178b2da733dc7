-- Who changes, and who has a username that one of them wants.
select user_id, username, full_name, commitment_salt, pin_hash, pin_length, role, active,
    profile_commitment
from users
where organization_id = $1 and (user_id = any($2) or username = any($3))
order by user_id
for update
