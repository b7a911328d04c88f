package proof

import "fmt"

// UserMessage says what differs, and what to do.
func (e *Error) UserMessage() string {
	name := kindNames[e.Kind]
	if e.Cause != nil {
		return fmt.Sprintf(messageUnread, name)
	}
	text := fmt.Sprintf(messageDiffers, name, len(e.Differences))
	for i, d := range e.Differences {
		if i == maxShown {
			text += messageMore
			break
		}
		text += fmt.Sprintf(messageDifference, d.Where, shown(d.Read, d.Want), shown(d.Want, d.Read))
	}
	return text + messageWhatToDo
}

// maxShown is how many differences a message names.
const maxShown = 3

// shownRunes is how much of a text a message quotes.
const shownRunes = 40

// shown quotes a text where it differs from another.
func shown(s, other string) string {
	runes, others := []rune(s), []rune(other)
	from := 0
	for from < min(len(runes), len(others)) && runes[from] == others[from] {
		from++
	}
	if from = max(from-shownRunes/3, 0); from < shownRunes/3 {
		from = 0
	}
	to := min(from+shownRunes, len(runes))
	text := string(runes[from:to])
	if text == "" {
		return wordBlank
	}
	if from > 0 {
		text = "…" + text
	}
	if to < len(runes) {
		text += "…"
	}
	return text
}
