#!/bin/sh
# PostgreSQL's image runs this once, on an empty volume: a login for each subgraph, which may do nothing until the
# migrations grant it its own schema.
set -eu

create_role() {
  psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
    --set role="accord_$1" --set password="$2" <<'SQL'
create role :"role" login password :'password';
SQL
}

create_role services "$SERVICES_PASSWORD"
create_role partnerships "$PARTNERSHIPS_PASSWORD"
create_role access "$ACCESS_PASSWORD"
create_role referrals "$REFERRALS_PASSWORD"
