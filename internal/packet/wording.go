package packet

import "nianbao/internal/exporter"

// Names of files in a packet.
const (
	final        = "定稿"
	stateText    = "（%s）"
	sheetName    = "审签单.docx"
	manifestName = "校验清单.txt"
	manifestHead = "各文件的 SHA-256 校验值。文件改动过，校验值就不同。"
)

// labels tell files of the same ending apart, by kind.
var labels = map[exporter.Kind]string{exporter.SVG: "图解"}
