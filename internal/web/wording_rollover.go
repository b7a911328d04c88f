package web

import (
	"fmt"

	"nianbao/internal/draft"
	"nianbao/internal/report"
)

// takenText says what a report was begun with.
func takenText(cells, paragraphs int) string {
	return fmt.Sprintf("带过来 %d 个数、%d 段话；去年的件数没有带。", cells, paragraphs)
}

// beginNote says beside the beginning of a report what it was begun with.
func beginNote(r *report.Report, cause draft.Cause) string {
	if cells, paragraphs, ok := draft.Taken(r); ok && cause == draft.Create {
		return takenText(cells, paragraphs)
	}
	return ""
}
