package extract

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"
	"errors"
	"fmt"
	"regexp"
	"strconv"
)

// A PDF may be locked against printing or changing only: every program shows
// it without asking for a password. Its streams are encrypted all the same,
// with a key that follows from the empty password. Strings outside of streams
// say nothing that is read here.

var (
	encryptRef   = regexp.MustCompile(`/Encrypt[ \r\n\t]+(\d+)[ \r\n\t]+(\d+)[ \r\n\t]+R`)
	encryptEntry = regexp.MustCompile(`/Encrypt[ \r\n\t]*<<`)
	idEntry      = regexp.MustCompile(`/ID[ \r\n\t]*\[`)
	lengthEntry  = regexp.MustCompile(`/Length[ \r\n\t]+\d+([ \r\n\t]+\d+[ \r\n\t]+R)?`)
)

// passwordPad fills up passwords; ISO 32000-1, 7.6.3.3.
const passwordPad = "\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A"

// pdfLock opens the streams of a file.
type pdfLock struct {
	key      []byte
	aes      bool
	perFile  bool // one key for all streams
	identity bool // streams are not encrypted
}

// decryptedPDF is the file with its streams in the clear.
func decryptedPDF(data []byte) ([]byte, error) {
	lock, err := newPDFLock(data)
	if err != nil {
		return nil, fail(ErrEncrypted, encryptedPDF, err)
	}
	roots := rootEntry.FindAllSubmatch(data, -1)
	if len(roots) == 0 {
		return nil, fail(ErrDamaged, damaged, errors.New("no root"))
	}
	o := &pdfObjects{at: map[int]int{}, version: map[int]int{}}
	o.out.WriteString("%PDF-1.7\n")
	for pos := 0; ; {
		head := objectHead.FindSubmatchIndex(data[pos:])
		if head == nil {
			return o.close(string(roots[len(roots)-1][1])), nil
		}
		number, _ := strconv.Atoi(string(data[pos+head[2] : pos+head[3]]))
		generation, _ := strconv.Atoi(string(data[pos+head[4] : pos+head[5]]))
		if number > maxObjects {
			return nil, fail(ErrDamaged, damaged, errors.New("object number"))
		}
		dict, stream, next := objectBody(data, pos+head[1])
		pos = next
		if bytes.Contains(dict, []byte("/XRef")) && stream != nil {
			continue
		}
		o.at[number], o.version[number] = o.out.Len(), generation
		fmt.Fprintf(&o.out, "%d %d obj\n", number, generation)
		if stream == nil {
			o.out.Write(dict)
		} else {
			plain := lock.open(stream, number, generation)
			o.out.Write(lengthEntry.ReplaceAll(dict, fmt.Appendf(nil, "/Length %d", len(plain))))
			o.out.WriteString("stream\n")
			o.out.Write(plain)
			o.out.WriteString("\nendstream")
		}
		o.out.WriteString("\nendobj\n")
	}
}

// newPDFLock works out the key. It fails if a password is needed, or if the
// way of encryption is unknown.
func newPDFLock(data []byte) (*pdfLock, error) {
	d := encryptDict(data)
	if d == nil {
		return nil, errors.New("no dictionary of the encryption")
	}
	number := func(key string, otherwise int) int {
		if n, ok := d[key].(float64); ok {
			return int(n)
		}
		return otherwise
	}
	version, revision := number("V", 0), number("R", 0)
	lock := &pdfLock{perFile: version >= 5}
	bits := number("Length", 40)
	if version == 4 || version == 5 {
		bits = lock.filter(d)
	}
	owner, _ := d["O"].(string)
	user, _ := d["U"].(string)
	switch {
	case version >= 5 && (revision == 5 || revision == 6):
		wrapped, _ := d["UE"].(string)
		return lock, lock.newKey(revision, user, wrapped)
	case version < 1 || version > 4 || revision < 2 || revision > 4 || bits < 40 || bits > 128 || len(owner) < 32 || len(user) < 32:
		return nil, fmt.Errorf("encryption version %d, revision %d, %d bits", version, revision, bits)
	}
	if revision == 2 {
		bits = 40
	}
	meta := true
	if op, ok := d["EncryptMetadata"].(pdfOp); ok && op == "false" {
		meta = false
	}
	return lock, lock.oldKey(revision, bits/8, owner[:32], user, fileID(data), number("P", 0), meta)
}

// encryptDict finds the dictionary that says how a file is encrypted.
func encryptDict(data []byte) map[string]any {
	at := -1
	if refs := encryptRef.FindAllSubmatch(data, -1); len(refs) > 0 {
		ref := refs[len(refs)-1]
		for _, head := range objectHead.FindAllSubmatchIndex(data, -1) {
			if bytes.Equal(data[head[2]:head[3]], ref[1]) {
				at = head[1]
			}
		}
	} else if entry := encryptEntry.FindIndex(data); entry != nil {
		at = entry[1] - len("<<")
	}
	if at < 0 {
		return nil
	}
	l := &pdfLexer{data: data, at: at}
	d, _ := l.next(0).(map[string]any)
	return d
}

func fileID(data []byte) string {
	entry := idEntry.FindIndex(data)
	if entry == nil {
		return ""
	}
	l := &pdfLexer{data: data, at: entry[1] - 1}
	list, _ := l.next(0).([]any)
	if len(list) == 0 {
		return ""
	}
	id, _ := list[0].(string)
	return id
}

// filter reads how streams are encrypted, and gives the bits of the key.
func (k *pdfLock) filter(d map[string]any) int {
	name, _ := d["StmF"].(pdfName)
	filters, _ := d["CF"].(map[string]any)
	f, _ := filters[string(name)].(map[string]any)
	switch f["CFM"] {
	case pdfName("AESV2"), pdfName("AESV3"):
		k.aes = true
	case pdfName("V2"):
	default:
		k.identity = true
	}
	return 128
}

// oldKey is that of RC4 and of AES with 128 bits; ISO 32000-1, algorithms 2, 4
// and 5.
func (k *pdfLock) oldKey(revision, size int, owner, user, id string, p int, meta bool) error {
	h := md5.New()
	h.Write([]byte(passwordPad + owner))
	_ = binary.Write(h, binary.LittleEndian, uint32(int32(p)))
	h.Write([]byte(id))
	if revision >= 4 && !meta {
		h.Write([]byte("\xFF\xFF\xFF\xFF"))
	}
	key := h.Sum(nil)
	check := []byte(passwordPad)
	if revision >= 3 {
		for range 50 {
			sum := md5.Sum(key[:size])
			key = sum[:]
		}
		sum := md5.Sum([]byte(passwordPad + id))
		check = sum[:]
	}
	k.key = key[:size]
	rounds := 1
	if revision >= 3 {
		rounds = 20
	}
	for i := range rounds {
		turned := bytes.Clone(k.key)
		for at := range turned {
			turned[at] ^= byte(i)
		}
		c, err := rc4.NewCipher(turned)
		if err != nil {
			return err
		}
		c.XORKeyStream(check, check)
	}
	if user[:len(check)] != string(check) {
		return errors.New("a password is needed")
	}
	return nil
}

// newKey is that of AES with 256 bits; ISO 32000-2, algorithms 2.A and 2.B.
func (k *pdfLock) newKey(revision int, user, wrapped string) error {
	if len(user) < 48 || len(wrapped) < 32 {
		return errors.New("entries of the encryption are cut off")
	}
	if string(hashed(revision, user[32:40])) != user[:32] {
		return errors.New("a password is needed")
	}
	block, err := aes.NewCipher(hashed(revision, user[40:48]))
	if err != nil {
		return err
	}
	k.key = make([]byte, 32)
	cipher.NewCBCDecrypter(block, make([]byte, aes.BlockSize)).CryptBlocks(k.key, []byte(wrapped[:32]))
	return nil
}

// hashed is the hash of the empty password with a salt.
func hashed(revision int, salt string) []byte {
	sum := sha256.Sum256([]byte(salt))
	key := sum[:]
	for i := 0; revision >= 6; i++ {
		block, err := aes.NewCipher(key[:16])
		if err != nil {
			return nil
		}
		text := bytes.Repeat(key, 64)
		cipher.NewCBCEncrypter(block, key[16:32]).CryptBlocks(text, text)
		rest := 0
		for _, b := range text[:16] {
			rest += int(b)
		}
		switch rest % 3 {
		case 0:
			s := sha256.Sum256(text)
			key = s[:]
		case 1:
			s := sha512.Sum384(text)
			key = s[:]
		default:
			s := sha512.Sum512(text)
			key = s[:]
		}
		if i >= 63 && int(text[len(text)-1]) <= i-31 {
			break
		}
	}
	return key[:32]
}

// open decrypts the stream of an object; what cannot be is left.
func (k *pdfLock) open(stream []byte, number, generation int) []byte {
	if k.identity {
		return stream
	}
	key := k.key
	if !k.perFile {
		text := append(bytes.Clone(key), byte(number), byte(number>>8), byte(number>>16), byte(generation), byte(generation>>8))
		if k.aes {
			text = append(text, "sAlT"...)
		}
		sum := md5.Sum(text)
		key = sum[:min(len(k.key)+5, 16)]
	}
	if !k.aes {
		c, err := rc4.NewCipher(key)
		if err != nil {
			return stream
		}
		out := make([]byte, len(stream))
		c.XORKeyStream(out, stream)
		return out
	}
	block, err := aes.NewCipher(key)
	size := (len(stream) - aes.BlockSize) &^ (aes.BlockSize - 1)
	if err != nil || size <= 0 {
		return nil
	}
	out := make([]byte, size)
	cipher.NewCBCDecrypter(block, stream[:aes.BlockSize]).CryptBlocks(out, stream[aes.BlockSize:aes.BlockSize+size])
	if pad := int(out[size-1]); pad <= aes.BlockSize {
		out = out[:size-pad]
	}
	return out
}
