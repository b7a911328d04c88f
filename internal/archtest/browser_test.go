package archtest

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The oldest browser the pages were seen in is Chromium 78, the kernel of
// browsers still used in offices. What is listed here it knows; whoever needs
// more looks up since when Chromium has it before it is entered.
var (
	cssProperties = words(`align-items align-self background border border-bottom border-bottom-color border-collapse border-color
		border-left border-left-color border-left-width border-radius border-right border-right-color border-spacing border-style
		border-top border-top-color border-width bottom box-shadow box-sizing break-after break-before break-inside clear clip color
		content cursor display fill flex flex-direction flex-wrap float font font-family font-size font-style font-variant-numeric
		font-weight grid-area grid-column grid-gap grid-row grid-template-columns grid-template-rows height justify-content left
		letter-spacing line-height list-style margin margin-bottom margin-left margin-right margin-top max-height max-width min-height
		min-width object-fit opacity order orphans outline outline-color outline-offset overflow overflow-wrap overflow-x overflow-y
		padding padding-bottom padding-left padding-right padding-top page-break-after page-break-before page-break-inside
		pointer-events position resize right scroll-margin scroll-margin-bottom scroll-margin-top scroll-padding-top size src stroke
		stroke-dasharray stroke-width tab-size -moz-tab-size table-layout text-align text-anchor text-decoration text-indent
		text-overflow text-transform top transform transition user-select vertical-align visibility white-space widows width
		word-break word-wrap z-index`)
	cssSelectors = words(`::-webkit-details-marker ::-webkit-file-upload-button ::after ::backdrop ::before ::placeholder :active
		:checked :disabled :empty :first-child :focus :focus-within :hover :last-child :last-of-type :link :not :nth-child
		:nth-of-type :only-child :root :target :visited`)
	cssFunctions = words(`calc counter local minmax not nth-child nth-of-type rect repeat rgba translate url var`)
	cssUnits     = words(`% d em fr mm ms pt px rem s vh vw`)
	cssRules     = words(`@bottom-center @font-face @media @page`)

	// cssHarmless is younger. Where it is unknown the property is passed over, and
	// the whole rule of a selector: nothing else may depend on it.
	cssHarmless = words(`text-wrap ::marker :focus-visible`)
)

// jsYounger is syntax after ES2019, and what Chromium 78 lacks. A submitter is
// not in it: who asks for it has another way to learn which button it was.
var jsYounger = regexp.MustCompile(`\?\.[^\d]|\?\?|\|\|=|&&=|\bimport\s*[({*'"]|\bexport\s|\d_\d|\d+n\b` +
	`|\.(?:replaceAll|findLast|findLastIndex|toSorted|toReversed|toSpliced|groupBy|hasOwn|replaceChildren|checkVisibility|` +
	`showPopover|hidePopover|togglePopover|randomUUID|any|withResolvers|isWellFormed|getSetCookie|showPicker)\b|\.at\(` +
	`|\b(?:structuredClone|WeakRef|FinalizationRegistry|AggregateError|BigInt|AbortSignal|Segmenter|CSSStyleSheet|EditContext|Highlight)\b`)

var (
	cssComment  = regexp.MustCompile(`(?s)/\*.*?\*/`)
	cssString   = regexp.MustCompile(`"[^"]*"|'[^']*'|#[0-9A-Fa-f]{3,8}\b`)
	cssPseudo   = regexp.MustCompile(`::?[a-z-]+`)
	cssFunction = regexp.MustCompile(`([a-z-]+)\(`)
	cssUnit     = regexp.MustCompile(`(?:^|[\s(,/*+-])\d*\.?\d+([a-z]+|%)`)
	cssAt       = regexp.MustCompile(`@[a-z-]+`)
)

func words(list string) []string { return strings.Fields(list) }

// TestOldBrowsersStyle keeps the styles within what the oldest browser knows.
func TestOldBrowsersStyle(t *testing.T) {
	for _, file := range frontFiles(t, "../../static/*.css", "../../templates/report/html/*.css") {
		for _, problem := range styleProblems(readText(t, file)) {
			t.Errorf("%s: %s", filepath.Base(file), problem)
		}
	}
}

// TestOldBrowsersScript does so for the scripts.
func TestOldBrowsersScript(t *testing.T) {
	for _, file := range frontFiles(t, "../../static/*.js") {
		for i, line := range strings.Split(readText(t, file), "\n") {
			if found := jsYounger.FindString(line); found != "" {
				t.Errorf("%s:%d: %q is unknown to Chromium 78", filepath.Base(file), i+1, found)
			}
		}
	}
}

// TestOldBrowsersFound: the two tests above find what they are for.
func TestOldBrowsersFound(t *testing.T) {
	for _, css := range []string{"a { gap: 4px; }", "a { b { color: red; } }", "a:has(b) { color: red; }", "a { width: min(4px, 5%); }",
		"a { height: 5dvh; }", "@container (width > 4px) { a { color: red; } }", "a:focus-visible, a:hover { color: red; }",
		"a { overflow-wrap: anywhere; }", "a { inset: 0; }", "@media print { a { b { color: red; } } }", "a:is(.b) { color: red; }"} {
		if len(styleProblems(css)) == 0 {
			t.Errorf("not found: %s", css)
		}
	}
	for _, css := range []string{"a:focus-visible { color: #1A5d96; }", "@media (max-width: 4px) { a:not(:first-child)::before { content: '5dvh'; } }",
		"a { overflow-wrap: break-word; overflow-wrap: anywhere; margin: 0 -4px calc(100vh - 4px); }"} {
		if found := styleProblems(css); len(found) != 0 {
			t.Errorf("%s: %v", css, found)
		}
	}
	for _, js := range []string{"a?.b", "a ?? b", "a ||= b", "a.replaceAll('b', 'c')", "Object.hasOwn(a, b)", "list.at(-1)", "structuredClone(a)", "1_000"} {
		if !jsYounger.MatchString(js) {
			t.Errorf("not found: %s", js)
		}
	}
	if js := "a ? .5 : b.attr || c; try { d(); } catch (e) { f(...g); h.at = i.at; }"; jsYounger.MatchString(js) {
		t.Errorf("found %q in %s", jsYounger.FindString(js), js)
	}
}

// styleProblems reads a style sheet block by block.
func styleProblems(css string) (out []string) {
	css = cssString.ReplaceAllString(cssComment.ReplaceAllString(css, ""), `""`)
	out = unknown(cssAt.FindAllString(css, -1), cssRules)
	var around []string // the heads of the blocks that are open
	last := ""          // the declaration before
	for {
		i := strings.IndexAny(css, "{};")
		if i < 0 {
			return out
		}
		text := strings.TrimSpace(css[:i])
		if css[i] == '{' {
			out = append(out, headProblems(text, around)...)
			around, last = append(around, text), ""
		} else if text != "" {
			out = append(out, declarationProblems(text, last)...)
			last = text
		}
		if css[i] == '}' && len(around) > 0 {
			around = around[:len(around)-1]
		}
		css = css[i+1:]
	}
}

// headProblems looks at what stands before a block.
func headProblems(head string, around []string) (out []string) {
	if strings.HasPrefix(head, "@") {
		return nil
	}
	for _, outer := range around {
		if !strings.HasPrefix(outer, "@media") {
			out = append(out, head+" is nested in "+outer)
		}
	}
	pseudo := cssPseudo.FindAllString(head, -1)
	out = append(out, unknown(pseudo, slices.Concat(cssSelectors, cssHarmless))...)
	if strings.Contains(head, ",") && slices.ContainsFunc(pseudo, func(p string) bool { return slices.Contains(cssHarmless, p) }) {
		out = append(out, head+" takes the selectors beside it along")
	}
	return out
}

// declarationProblems looks at a property and its value; last is the
// declaration before it.
func declarationProblems(text, last string) (out []string) {
	name, value, _ := strings.Cut(text, ":")
	if !strings.HasPrefix(name, "--") {
		out = unknown([]string{strings.TrimSpace(name)}, slices.Concat(cssProperties, cssHarmless))
	}
	out = append(out, unknown(firsts(cssFunction.FindAllStringSubmatch(value, -1)), cssFunctions)...)
	out = append(out, unknown(firsts(cssUnit.FindAllStringSubmatch(value, -1)), cssUnits)...)
	if strings.HasSuffix(value, "anywhere") && last != "overflow-wrap: break-word" {
		out = append(out, "overflow-wrap: anywhere needs overflow-wrap: break-word before it")
	}
	return out
}

func unknown(found, known []string) (out []string) {
	for _, f := range found {
		if !slices.Contains(known, f) {
			out = append(out, f+" is not among what Chromium 78 is known to have")
		}
	}
	return out
}

func firsts(matches [][]string) (out []string) {
	for _, m := range matches {
		out = append(out, m[1])
	}
	return out
}

func frontFiles(t *testing.T, patterns ...string) (out []string) {
	t.Helper()
	for _, pattern := range patterns {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: nothing found: %v", pattern, err)
		}
		out = append(out, files...)
	}
	return out
}

func readText(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
