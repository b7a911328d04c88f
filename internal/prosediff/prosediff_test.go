package prosediff_test

import (
	"strings"
	"testing"
	"time"

	"nianbao/internal/fuzzing"
	"nianbao/internal/prosediff"
)

// marked writes a difference as [-old-]{+new+}.
func marked(pieces []prosediff.Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		switch p.Op {
		case prosediff.Removed:
			b.WriteString("[-" + p.Text + "-]")
		case prosediff.Added:
			b.WriteString("{+" + p.Text + "+}")
		default:
			b.WriteString(p.Text)
		}
	}
	return b.String()
}

func TestDiff(t *testing.T) {
	tests := []struct{ name, before, after, want string }{
		{"nothing", "", "", ""},
		{"the same", "收到申请12件。", "收到申请12件。", "收到申请12件。"},
		{"a new text", "", "新写的话。", "{+新写的话。+}"},
		{"a removed text", "旧的话。", "", "[-旧的话。-]"},
		{"a figure is whole", "收到申请12件。", "收到申请128件。", "收到申请[-12-]{+128+}件。"},
		{"a decimal is whole", "收费1,234.50元。", "收费1,234.75元。", "收费[-1,234.50-]{+1,234.75+}元。"},
		{"a percentage is whole", "下降5.2%。", "下降5.3%。", "下降[-5.2%-]{+5.3%+}。"},
		{"full width is whole", "共１２件", "共１３件", "共[-１２-]{+１３+}件"},
		{"a date", "2024年1月8日", "2025年1月6日", "[-2024-]{+2025+}年1月[-8-]{+6+}日"},
		{"a full stop ends a figure", "共12.", "共13.", "共[-12-]{+13+}."},
		{"a Latin word is whole", "用WPS打开", "用Word打开", "用[-WPS-]{+Word+}打开"},
		{"a word put in", "做好公开工作。", "认真做好公开工作。", "{+认真+}做好公开工作。"},
		{"paragraphs", "第一段。\n第三段。", "第一段。\n第二段。\n第三段。", "第一段。\n第{+二段。\n第+}三段。"},
		{"beyond the BMP", "𬱖镇12件", "𬱖镇13件", "𬱖镇[-12-]{+13+}件"},
		{"emoji", "好👍🏽", "好👎🏽", "好[-👍-]{+👎+}🏽"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := marked(prosediff.Diff(tt.before, tt.after)); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// TestLong: a text as long as a field can be, changed throughout, is compared
// in the time a page may take.
func TestLong(t *testing.T) {
	a := strings.Repeat("全面推进政务公开，收到申请12件，答复10件。", 5000)
	b := strings.Repeat("全面落实政务公开，收到申请15件，办结9件。", 5000)
	began := time.Now()
	wantWhole(t, a, b)
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("took %v", took)
	}
}

func wantWhole(t *testing.T, before, after string) {
	t.Helper()
	var a, b strings.Builder
	for _, p := range prosediff.Diff(before, after) {
		if p.Op != prosediff.Added {
			a.WriteString(p.Text)
		}
		if p.Op != prosediff.Removed {
			b.WriteString(p.Text)
		}
	}
	if a.String() != before || b.String() != after {
		t.Errorf("the pieces do not make up %q and %q", before, after)
	}
}

func FuzzDiff(f *testing.F) {
	f.Add("收到申请12件。", "收到申请128件，1,000.5%。")
	f.Add("a\nb", "")
	f.Fuzz(func(t *testing.T, a, b string) {
		fuzzing.Bounded(t, func() {
			a, b = strings.ToValidUTF8(a, ""), strings.ToValidUTF8(b, "")
			wantWhole(t, a, b)
		})
	})
}
