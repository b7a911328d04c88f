package app

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net"
	"net/http"
	"net/netip"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"nianbao/internal/storage"
	"nianbao/internal/web"
)

// The network tells the pages what they need.
var _ web.Network = (*network)(nil)

// networkSetting is the setting of the data folder that says whether other PCs
// are let in.
const (
	networkSetting = "network"
	settingOn      = "on"
	settingOff     = "off"
)

// followEvery is how often the PC's addresses are looked at: they change with
// the cable and the wireless network.
const followEvery = 15 * time.Second

// network is the program's door to other PCs. Besides the loopback address it
// listens on the PC's addresses in the network, on the same port, and follows
// them as they change.
type network struct {
	cfg    Config
	store  *storage.Store
	port   int
	only   string // the one address asked for; "" for all
	cert   *certificate
	server *http.Server
	find   func() []string
	pc     string // its name in the network, "" if it has none

	mu        sync.Mutex
	open      bool
	known     []string                // the PC's addresses when last looked at
	listeners map[string]net.Listener // by address
}

func newNetwork(cfg Config, store *storage.Store, cert *certificate, port int) *network {
	n := &network{cfg: cfg, store: store, cert: cert, port: port, find: cfg.Addresses, listeners: map[string]net.Listener{}}
	if n.find == nil {
		n.find = ownAddresses
	}
	if name, err := os.Hostname(); err == nil {
		n.pc = strings.ToLower(name)
	}
	return n
}

// begin opens the door where the data folder says so, and wherever asked for
// on the command line. Without accounts only the command line counts: the
// window then shows the code for the first one.
func (n *network) begin(ctx context.Context, server *http.Server, pages *web.Server, scope scope) error {
	n.server = server
	setting, err := n.store.Setting(context.WithoutCancel(ctx), networkSetting) // a program stopped at once has no fault
	if err != nil {
		return err
	}
	if scope.network {
		n.only = scope.only
	}
	if scope.network || setting == settingOn && n.store.HasUsers() {
		n.set(true)
		if !n.store.HasUsers() {
			fmt.Fprintf(n.cfg.Out, textFirstCode, pages.FirstCode())
		}
		for _, address := range n.State().Addresses {
			fmt.Fprintf(n.cfg.Out, textServingToo, address)
		}
	}
	go n.keepFollowing(ctx)
	return nil
}

func (n *network) keepFollowing(ctx context.Context) {
	tick := time.NewTicker(followEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			n.mu.Lock()
			n.follow()
			n.mu.Unlock()
		}
	}
}

// Open lets other PCs in, from now on.
func (n *network) Open(ctx context.Context) error {
	if err := n.store.SetSetting(ctx, networkSetting, settingOn); err != nil {
		return err
	}
	n.set(true)
	return nil
}

// Shut keeps other PCs out, from now on. Requests under way are answered.
func (n *network) Shut(ctx context.Context) error {
	if err := n.store.SetSetting(ctx, networkSetting, settingOff); err != nil {
		return err
	}
	n.set(false)
	return nil
}

func (n *network) set(open bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.open = open
	n.follow()
}

// follow listens on the addresses the PC has now, and on no others. The caller
// holds the lock.
func (n *network) follow() {
	n.known = n.addresses()
	var want []string
	if n.open {
		want = n.known
	}
	for address, l := range n.listeners {
		if !slices.Contains(want, address) {
			l.Close() // what it accepted goes on
			delete(n.listeners, address)
		}
	}
	for _, address := range want {
		if n.listeners[address] == nil {
			n.listen(address)
		}
	}
}

func (n *network) addresses() []string {
	if n.only != "" {
		return []string{n.only}
	}
	return n.find()
}

func (n *network) listen(address string) {
	l, err := net.Listen("tcp", net.JoinHostPort(address, strconv.Itoa(n.port)))
	if err != nil {
		n.cfg.Log.Warn("listen in the network", "address", address, "error", err)
		return
	}
	if n.cert != nil {
		l = n.cert.listener(l)
	}
	n.listeners[address] = l
	go func() {
		err := n.server.Serve(l)
		if !errors.Is(err, http.ErrServerClosed) && !errors.Is(err, net.ErrClosed) {
			n.cfg.Log.Error("serve the network", "address", address, "error", err)
		}
	}()
}

// State tells how other PCs reach the program, or would if it were open.
func (n *network) State() web.NetworkState {
	n.mu.Lock()
	defer n.mu.Unlock()
	state := web.NetworkState{Open: n.open, Secure: n.cert != nil}
	scheme := "http"
	if n.cert != nil {
		scheme = "https"
	}
	listening := slices.Sorted(maps.Keys(n.listeners))
	if !n.open {
		n.known = n.addresses()
	}
	for _, address := range n.known {
		if n.open && n.listeners[address] == nil {
			continue
		}
		state.Addresses = append(state.Addresses, scheme+"://"+hostPort(scheme, address, n.port)+"/")
	}
	if n.open {
		state.Hosts = n.hosts(listening, scheme)
	}
	return state
}

// hosts are the names browsers on other PCs may use: the addresses, the PC's
// name and those in the certificate.
func (n *network) hosts(names []string, scheme string) []string {
	if n.pc != "" {
		names = append(names, n.pc)
	}
	if n.cert != nil {
		names = append(names, n.cert.names()...)
	}
	var out []string
	for _, name := range names {
		out = append(out, hostPort(scheme, name, n.port))
	}
	return out
}

// hostPort leaves the usual port out, as browsers do.
func hostPort(scheme, host string, port int) string {
	if scheme == "http" && port == 80 || scheme == "https" && port == 443 {
		if strings.Contains(host, ":") {
			return "[" + host + "]"
		}
		return host
	}
	return net.JoinHostPort(host, strconv.Itoa(port))
}

// ownAddresses are those under which other PCs reach this one, the likeliest
// first. Addresses of version 6 are left out: they may be reachable from
// everywhere.
func ownAddresses() []string {
	var out []string
	for _, a := range allAddresses() {
		if a.Is4() && a.IsGlobalUnicast() {
			out = append(out, a.String())
		}
	}
	if first := mainAddress(); slices.Contains(out, first) {
		out = slices.DeleteFunc(out, func(a string) bool { return a == first })
		out = append([]string{first}, out...)
	}
	return out
}

// allAddresses are all the PC has.
func allAddresses() []netip.Addr {
	list, err := net.InterfaceAddrs()
	if err != nil {
		return nil
	}
	var out []netip.Addr
	for _, a := range list {
		if prefix, err := netip.ParsePrefix(a.String()); err == nil {
			out = append(out, prefix.Addr())
		}
	}
	return out
}

// mainAddress is the one the PC would use for far away. Nothing is sent.
func mainAddress() string {
	conn, err := net.Dial("udp4", "192.0.2.1:9")
	if err != nil {
		return ""
	}
	defer conn.Close()
	host, _, _ := net.SplitHostPort(conn.LocalAddr().String())
	return host
}
