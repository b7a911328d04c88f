package web

import (
	"fmt"
	"time"
)

// What the pages say of what came back for a year.
const (
	textArchivePart = "存档"
	textNoKept      = "没有这个文件，也许已经被同事删掉了。请回到“存档”页看看。"
	textSealedKept  = "扫描件已存"
	textKeepSealed  = "存扫描件"

	textReread = "换了另一个文件读入" // said to doubts of the file before
)

func keptCount(n int) string { return fmt.Sprintf("存档 %d 件", n) }

func removedText(at time.Time, by string) string {
	return fmt.Sprintf("%s由%s删掉", dayText(at.Local()), by)
}
