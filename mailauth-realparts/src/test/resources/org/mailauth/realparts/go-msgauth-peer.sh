# go-msgauth at the command line: go-msgauth-peer.sh DKIM-VERIFY SIGNER COMMAND...
#
# verify FILE...
#     for each signature a line: file, place among the signatures, pass or fail, why; separated by tabs
# sign DOMAIN SELECTOR ALGORITHM KEY HEADER-CANON BODY-CANON [IN OUT]...
#     writes to OUT what is in IN, signed
set -eu
dkim_verify=$1 signer=$2 command=$3
if [ "$command" = sign ]; then
  shift 2
  exec "$signer" "$@"
fi
shift 3
for file; do
  # what it prints: date, time, "Valid signature for D" or "Invalid signature for D: why"; else it could not read the file
  "$dkim_verify" <"$file" 2>&1 | awk -v file="$file" -v OFS='\t' '
    { sub(/^[^ ]* [^ ]* /, "") }
    /^Valid signature for / { print file, place++, "pass", $0; next }
    /^Invalid signature for / { print file, place++, "fail", $0; next }
    { print file ": " $0 >"/dev/stderr" }'
done
