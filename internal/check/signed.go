package check

// signed: head fields that must not be empty.
type signed struct {
	fields []headField
}

func compileSigned(c *compiler) rule { return &signed{c.heads()} }

func (k *signed) judge(j *judgement) {
	for _, f := range k.fields {
		if value, _ := headValue(j.report, f.code); squeezed(value) == "" {
			j.find(Finding{Key: headKey(f.code), Place: f.code, Message: whereText(f.label, fieldMissingText)},
				facts{where: f.label})
		}
	}
}
