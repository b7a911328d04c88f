#!/bin/sh
# Finds a Chromium for the end-to-end tests, or installs one with the fonts
# that Chinese pages need.
set -eu

have() { command -v "$1" >/dev/null 2>&1; }

for name in chromium chromium-browser google-chrome google-chrome-stable; do
	if have "$name"; then exit 0; fi
done

if ! have apt-get; then
	echo "The end-to-end tests need Chromium (or Google Chrome) and a Chinese font." >&2
	echo "Install them, for instance: chromium and noto-fonts-cjk, then run again." >&2
	exit 1
fi
as_root=
if [ "$(id -u)" != 0 ]; then
	if ! have sudo; then
		echo "Run as root: apt-get install -y chromium fonts-noto-cjk" >&2
		exit 1
	fi
	as_root=sudo
fi
$as_root apt-get update -qq
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk
