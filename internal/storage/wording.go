package storage

import "fmt"

// backupFolder is the folder of backups inside the data folder.
const backupFolder = "备份"

// Kinds of backups in the backup folder, in their names: made before a
// migration, every day the program is used, and before a backup is put in the
// place of what is there; the last is a damaged database put aside.
const (
	backupLabel   = "升级前"
	dailyLabel    = "每日"
	replacedLabel = "恢复前"
	damagedLabel  = "已损坏"
)

// UserMessage is what the person at the screen is told.
func (f *Failure) UserMessage() string {
	switch f.Kind {
	case ErrLocked:
		return f.lockedMessage()
	case ErrNewer:
		return fmt.Sprintf("数据文件夹 %s 由更新版本的年报助手%s使用过，这个版本读不了，里面的内容没有改动。请改用新版本打开。",
			f.Path, inBrackets(f.Version))
	case ErrDamaged:
		return f.damagedMessage()
	case ErrBackup:
		return "这个备份文件不完整或者已损坏，没有恢复，现在的内容没有动。请换一个备份文件再试。"
	case ErrBackupNewer:
		return fmt.Sprintf("这个备份是更新版本的年报助手%s做的，这个版本读不了，现在的内容没有动。请先换上新版本再恢复。", inBrackets(f.Version))
	case ErrNothing:
		return fmt.Sprintf("数据文件夹 %s 里还没有年报助手的内容，没有备份。请检查文件夹写得对不对。", f.Path)
	case ErrReadOnly:
		return fmt.Sprintf("数据文件夹不能写入：%s。请检查文件夹的权限、磁盘或U盘是否写保护；以前保存的内容没有丢。", f.Path)
	case ErrFull:
		if f.opening {
			return fmt.Sprintf("磁盘满了，打不开数据文件夹 %s。请腾出空间后再打开，以前保存的内容没有丢。", f.Path)
		}
		return "还没存上：磁盘满了，腾出空间后点［再存一次］，请先别关网页"
	case ErrBusy:
		return "还没存上：数据文件正被别的程序（杀毒、同步盘等）占用，请稍等片刻点［再存一次］，请先别关网页"
	}
	return fmt.Sprintf("还没存上：读写 %s 出错，请检查磁盘或U盘是否还连着，再点［再存一次］，请先别关网页", f.Path)
}

func (f *Failure) lockedMessage() string {
	if f.Address == "" {
		return fmt.Sprintf("数据文件夹 %s 正由另一个年报助手使用。请先关闭那一个，或者直接用它。", f.Path)
	}
	return fmt.Sprintf("数据文件夹 %s 正由另一个年报助手使用，它的网址是 %s，请直接用它。", f.Path, f.Address)
}

func (f *Failure) damagedMessage() string {
	if f.Backup == "" {
		return fmt.Sprintf("数据文件已损坏：%s。没有找到完好的备份；程序没有删改任何东西，请先把整个数据文件夹另存一份，再找维护人员。", f.Path)
	}
	return fmt.Sprintf("数据文件已损坏：%s。程序没有删改任何东西。最近的完好备份是 %s，请先把整个数据文件夹另存一份，再从这个备份恢复。", f.Path, f.Backup)
}

func inBrackets(s string) string {
	if s == "" {
		return ""
	}
	return "（" + s + "）"
}
