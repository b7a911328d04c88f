package app_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"nianbao/internal/app"
	"nianbao/internal/draft"
	"nianbao/internal/profile"
	"nianbao/internal/storage"
)

// lan is an address that only this PC has but that is not the one it uses for
// itself: all of 127/8 can be listened on here. Requests from it are the PC's
// own, though; the tests of web have those from elsewhere.
const lan = "127.0.0.2"

const goodPassword = "青石镇的桥下有水"

// withAccounts is a data folder with an office and one account.
func withAccounts(t *testing.T, cfg app.Config) (r *running, client *http.Client) {
	t.Helper()
	store, err := storage.Open(cfg.Data, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.SaveOffice(t.Context(), draft.Office{Profile: profile.Profile{Name: "青石镇人民政府"}}); err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	r = start(t, cfg)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client = &http.Client{Jar: jar}
	status, body := r.read(client.PostForm(r.url+"first", url.Values{"name": {"王芳"}, "password": {goodPassword}, "again": {goodPassword}}))
	if status != http.StatusOK || !strings.Contains(body, "王芳") {
		t.Fatalf("first account: %d: %s", status, body)
	}
	return r, client
}

func port(t *testing.T, r *running) string {
	t.Helper()
	u, err := url.Parse(r.url)
	if err != nil {
		t.Fatal(err)
	}
	return u.Port()
}

func networkConfig(t *testing.T) app.Config {
	cfg := config(t.TempDir(), io.Discard)
	cfg.Addresses = func() []string { return []string{lan} }
	return cfg
}

// TestNetwork: the first account opens the door at once and for later starts;
// shutting it closes the door, while the PC's own address stays.
func TestNetwork(t *testing.T) {
	cfg := networkConfig(t)
	r, client := withAccounts(t, cfg)
	outside := "http://" + net.JoinHostPort(lan, port(t, r)) + "/"
	if status, body := r.read(http.Get(outside)); status != http.StatusOK || !strings.Contains(body, "登录") {
		t.Errorf("from another PC: %d: %s", status, body)
	}
	if _, body := r.read(client.Get(r.url + "colleagues")); !strings.Contains(body, outside) {
		t.Errorf("the page does not tell the address: %s", body)
	}
	r.wantStopped()

	again := start(t, cfg)
	outside = "http://" + net.JoinHostPort(lan, port(t, again)) + "/"
	if want := "同事在自己的电脑上打开：" + outside + "\n"; !strings.Contains(again.out.String(), want) {
		t.Errorf("said %q", again.out)
	}
	again.read(http.Get(outside))
	jar, _ := cookiejar.New(nil)
	client = &http.Client{Jar: jar}
	again.read(client.PostForm(again.url+"login", url.Values{"name": {"王芳"}, "password": {goodPassword}}))
	again.read(client.PostForm(again.url+"network", url.Values{"open": {"0"}}))
	http.DefaultClient.CloseIdleConnections()
	if _, err := http.Get(outside); err == nil {
		t.Error("still open")
	}
	if status, _ := again.read(client.Get(again.url)); status != http.StatusOK {
		t.Errorf("at the PC: %d", status)
	}
	again.wantStopped()

	third := start(t, cfg)
	if strings.Contains(third.out.String(), "同事") {
		t.Errorf("said %q", third.out)
	}
	third.wantStopped()
}

// TestSettingWithoutAccounts: a data folder that says so does not open the
// door for nobody.
func TestSettingWithoutAccounts(t *testing.T) {
	cfg := networkConfig(t)
	store, err := storage.Open(cfg.Data, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(store.SetSetting(t.Context(), "network", "on"), store.Close()); err != nil {
		t.Fatal(err)
	}
	r := start(t, cfg)
	if _, err := http.Get("http://" + net.JoinHostPort(lan, port(t, r)) + "/"); err == nil {
		t.Error("open")
	}
	r.wantStopped()
}

// TestEverywhere: asked for on the command line, the door is open from the
// start; without accounts the window shows the code for the first one.
func TestEverywhere(t *testing.T) {
	for _, addr := range []string{"0.0.0.0:0", ":0", "[::]:0"} {
		cfg := networkConfig(t)
		cfg.Addr = addr
		r := start(t, cfg)
		if !strings.HasPrefix(r.url, "http://127.0.0.1:") {
			t.Errorf("%s: opens %s", addr, r.url)
		}
		if !regexp.MustCompile(`请填这个数字：\d{4} \d{4}（只能用一次）`).MatchString(r.out.String()) {
			t.Errorf("%s: said %q", addr, r.out)
		}
		if status, _ := r.read(http.Get("http://" + net.JoinHostPort(lan, port(t, r)) + "/alive")); status != http.StatusOK {
			t.Errorf("%s: %d", addr, status)
		}
		r.wantStopped()
	}
}

// TestOwnAddress: an address of this PC is one to listen on, besides its own.
func TestOwnAddress(t *testing.T) {
	own := app.OwnAddresses()
	if len(own) == 0 {
		t.Skip("this PC has no network")
	}
	cfg := config(t.TempDir(), io.Discard)
	cfg.Addr = own[0] + ":0"
	r := start(t, cfg)
	for _, host := range []string{"127.0.0.1", own[0]} {
		if status, _ := r.read(http.Get("http://" + net.JoinHostPort(host, port(t, r)) + "/alive")); status != http.StatusOK {
			t.Errorf("%s: %d", host, status)
		}
	}
	// What comes by that address is not the person at the PC.
	if _, body := r.read(http.Get("http://" + net.JoinHostPort(own[0], port(t, r)) + "/")); !strings.Contains(body, "8 位数字") {
		t.Errorf("no code is asked for: %s", body)
	}
	r.wantStopped()
}

// writeCertificate makes a certificate for this PC with a serial number.
func writeCertificate(t *testing.T, dir string, serial int64) (cert, key string) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(serial), Subject: pkix.Name{CommonName: "青石镇"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), DNSNames: []string{"Nianbao.Example", "*.example"},
		IPAddresses: []net.IP{net.ParseIP(lan)}}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	pkcs8, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	cert, key = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	for file, block := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: der}, key: {Type: "PRIVATE KEY", Bytes: pkcs8}} {
		if err := os.WriteFile(file, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
		at := time.Now().Add(time.Duration(serial) * time.Second) // another time than before, whatever the disk's clock
		if err := os.Chtimes(file, at, at); err != nil {
			t.Fatal(err)
		}
	}
	return cert, key
}

// TestCertificate: other PCs are answered with the office's certificate, by
// TLS 1.2 on; a new one is used without a restart, half of one is not.
func TestCertificate(t *testing.T) {
	cfg := networkConfig(t)
	dir := t.TempDir()
	cfg.TLSCert, cfg.TLSKey = writeCertificate(t, dir, 1)
	r, _ := withAccounts(t, cfg)
	address := net.JoinHostPort(lan, port(t, r))
	serial := func() string {
		t.Helper()
		conn, err := tls.Dial("tcp", address, &tls.Config{InsecureSkipVerify: true})
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		return fmt.Sprint(conn.ConnectionState().PeerCertificates[0].SerialNumber)
	}
	if got := serial(); got != "1" {
		t.Errorf("serial %s", got)
	}
	if _, err := tls.Dial("tcp", address, &tls.Config{InsecureSkipVerify: true, MaxVersion: tls.VersionTLS11, MinVersion: tls.VersionTLS10}); err == nil {
		t.Error("TLS 1.1 is accepted")
	}
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
	for host, want := range map[string]int{address: 200, "nianbao.example:" + port(t, r): 200, "evil.example:" + port(t, r): 403} {
		req, err := http.NewRequestWithContext(context.Background(), http.MethodGet, "https://"+address+"/login", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Host = host
		if status, _ := r.read(client.Do(req)); status != want {
			t.Errorf("%s: %d, want %d", host, status, want)
		}
	}
	writeCertificate(t, dir, 2)
	if got := serial(); got != "2" {
		t.Errorf("after the change serial %s", got)
	}
	if err := os.WriteFile(cfg.TLSCert, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := serial(); got != "2" {
		t.Errorf("with half a certificate serial %s", got)
	}
	r.wantStopped()
	if err := app.Serve(t.Context(), cfg); !errors.Is(err, app.ErrCertificate) {
		t.Errorf("started with half a certificate: %v", err)
	}
}

// TestWindow: who sits at the program's window gets a code for a new password.
func TestWindow(t *testing.T) {
	cfg := networkConfig(t)
	typed, hand := io.Pipe()
	cfg.In = typed
	r, _ := withAccounts(t, cfg)
	io.WriteString(hand, "what\n 重设 \n")
	code := regexp.MustCompile(`设新密码的数字：(\d{4} \d{4})`)
	for range 200 {
		if code.MatchString(r.out.String()) {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	found := code.FindStringSubmatch(r.out.String())
	if found == nil {
		t.Fatalf("said %q", r.out)
	}
	const next = "桥上有人走过去了"
	r.post("forgot", url.Values{"name": {"王芳"}, "password": {next}, "again": {next}, "code": {found[1]}})
	if status, _ := r.post("login", url.Values{"name": {"王芳"}, "password": {next}}); status != http.StatusOK {
		t.Errorf("the new password: %d", status)
	}
	if status, _ := r.post("login", url.Values{"name": {"王芳"}, "password": {goodPassword}}); status != http.StatusUnauthorized {
		t.Errorf("the old password: %d", status)
	}
	hand.Close()
	r.wantStopped()
}
