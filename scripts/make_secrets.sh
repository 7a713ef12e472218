#!/usr/bin/env bash
# Writes ./secrets for compose.yaml: one value a file, readable by its owner alone, and ignored by
# git. A file that is there already keeps its value, so that running it again changes nothing.
#   scripts/make_secrets.sh [FOLDER]
set -euo pipefail
umask 077
folder=${1:-secrets}
mkdir -p "$folder"
chmod 700 "$folder"

# 40 letters and digits: they need no escaping, neither in a URL nor in a configuration file.
random() { head -c 512 /dev/urandom | LC_ALL=C tr -dc 'A-Za-z0-9' | head -c 40; }
# A file is written whole or not at all.
write() {
  [[ -s $folder/$1 ]] && return
  printf '%s\n' "$2" >"$folder/.$1.new"
  mv "$folder/.$1.new" "$folder/$1"
}
value() { cat "$folder/$1"; }

write mysql_root_password "$(random)"
write mysql_password "$(random)"
write redis_password "$(random)"
write grafana_admin_password "$(random)"
write operator_token "$(random)"
write metrics_token "$(random)"
# What the service itself reads, made of the values above.
write database_url "mysql://lintel:$(value mysql_password)@mysql:3306/lintel"
write queue_url "redis://:$(value redis_password)@redis:6379/0"
write api_tokens "operator:$(value operator_token):read+submit+admin,prometheus:$(value metrics_token):read"
# Encrypts webhooks' secrets in the database: 32 random bytes as base64 behind the key's name.
write secrets_key "k1:$(head -c 32 /dev/urandom | base64)"
echo "secrets are in $folder; the operator's token is in $folder/operator_token"
