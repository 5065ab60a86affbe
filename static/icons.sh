#!/bin/sh
# Renders the icons from icon.svg, after a change to it: sh static/icons.sh (needs chromium).
# The maskable one keeps the inner four fifths, since systems cut circles and squares out of it.
set -eu
cd "$(dirname "$0")"
render() {
  # size of the picture, size of the file, name, ground, margin
  chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --default-background-color=00000000 \
    --force-device-scale-factor=1 --window-size="$2,$2" --screenshot="$PWD/$3" \
    "data:text/html,<body style='margin:0;background:$4'><img src='data:image/svg+xml;base64,$(base64 <icon.svg | tr -d '\n')' style='display:block;width:$1px;height:$1px;padding:$5px'>"
}
render 192 192 icon-192.png transparent 0
render 512 512 icon-512.png transparent 0
render 410 512 icon-maskable-512.png %231f3a4d 51
