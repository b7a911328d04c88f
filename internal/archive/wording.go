package archive

// What people are told of files that are not kept.
const (
	textKind     = "请选一下这个文件是什么，再点“存进来”。"
	textEmpty    = "“%s”里什么都没有，没有存。请看看是不是选对了文件。"
	textNoText   = "还没有粘贴文字。请把通知的文字粘贴到框里，再点“存进来”。"
	textTooLarge = "“%s”太大，没有存：一个文件最多 %d MB。请用扫描仪的“文档”或 200 dpi 重新扫描，或者分成几个文件。"
	textNoScan   = "“%s”不是扫描件，没有存。扫描件请存成 PDF、JPG 或 PNG 再选；Word 文件可以选“其他”存进来。"
	textNoType   = "“%s”打不开或者不是常用的文件，没有存。能存的有 PDF、JPG、PNG、Word、WPS、Excel、OFD 和纯文本。"
	textKept     = "“%s”已经存过了，就是下面的“%s”，没有再存一遍。"
	textFull     = "“%s”放不下了，没有存：一年最多存 %d 个文件、共 %d MB。请先删掉不要的，或者把扫描件扫小一点。"
)

// labels names the kinds.
var labels = map[Kind]string{
	Sealed: "盖了章的扫描件",
	Notice: "县里的通知",
	Reply:  "县里的意见、批复",
	Other:  "其他",
}

// Label is what people call the kind.
func (k Kind) Label() string { return labels[k] }
