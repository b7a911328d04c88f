#!/usr/bin/env python3
"""Make the font files of internal/typeface.

Needs fontTools, and a folder with the sources (all under the SIL Open Font
License 1.1):
  NotoSerifSC_400Regular.ttf, NotoSerifSC_700Bold.ttf   @expo-google-fonts/noto-serif-sc 0.4.3
  NotoSansSC_500Medium.ttf                              @expo-google-fonts/noto-sans-sc 0.4.3
  LXGWWenKai-Regular.ttf                                fonts-lxgw-wenkai 1.250
  Unihan_OtherMappings.txt                              Unicode, for the list of 8,105 characters
Usage: fonts.py SOURCES OUT
"""
import gzip, io, os, sys
from fontTools import subset
from fontTools.ttLib import TTFont

SYMBOLS = "〔〕—–‘’“”…·•％‰℃①②③④⑤⑥⑦⑧⑨⑩㎡㎞㎏㏄²³×÷±≤≥≠∶／￥¥€½¼¾　－＋～〇《》「」『』【】▲■○●✓√□☆★→←↑↓㈠㈡㈢‑"
FACES = {
    "song": ("NotoSerifSC_400Regular.ttf", "Nianbao Song"),
    "biaosong": ("NotoSerifSC_700Bold.ttf", "Nianbao Biaosong"),
    "hei": ("NotoSansSC_500Medium.ttf", "Nianbao Hei"),
    # Its names are reserved by its authors: a subset must not bear them.
    "kai": ("LXGWWenKai-Regular.ttf", "Nianbao Kai"),
}


def characters(unihan):
    """GB 2312, the national list of 8,105 characters, and symbols."""
    out = set(range(0x20, 0x7F)) | {ord(c) for c in SYMBOLS}
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                out.add(ord(bytes([high, low]).decode("gb2312")))
            except UnicodeDecodeError:
                pass
    with open(unihan, encoding="utf-8") as lines:
        for line in lines:
            if "\tkTGH\t" in line and line.startswith("U+"):
                out.add(int(line.split()[0][2:], 16))
    return {c for c in out if not 0x2500 <= c < 0x2580}


def make(source, name, wanted):
    font = TTFont(source)
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.notdef_outline = True
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "vhea", "vmtx", "BASE", "VORG", "STAT"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    s = subset.Subsetter(options)
    s.populate(unicodes=wanted)
    s.subset(font)
    for record in font["name"].names:
        if record.nameID in (1, 3, 4):
            record.string = name
        elif record.nameID == 6:
            record.string = name.replace(" ", "")
    font["head"].modified = font["head"].created
    out = io.BytesIO()
    font.recalcTimestamp = False
    font.save(out)
    return out.getvalue()


def main(sources, out):
    wanted = characters(os.path.join(sources, "Unihan_OtherMappings.txt"))
    for face, (source, name) in FACES.items():
        data = make(os.path.join(sources, source), name, wanted)
        with open(os.path.join(out, face + ".ttf.gz"), "wb") as f:
            f.write(gzip.compress(data, 9, mtime=0))
        print(face, len(wanted), len(data))


main(*sys.argv[1:])
