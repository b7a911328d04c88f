package storage

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	osexec "os/exec"
	"strings"
	"testing"

	"nianbao/internal/draft"
	"nianbao/internal/report"
)

// saverEnv makes the test binary the program that is killed: its value is the
// data folder, the office and a prefix for change ids.
const saverEnv = "NIANBAO_TEST_SAVER"

// saverFailed is the status of a saver that ended by itself. One that was
// killed has -1, on Windows 1.
const saverFailed = 3

func TestMain(m *testing.M) {
	if args := os.Getenv(saverEnv); args != "" {
		fmt.Fprintln(os.Stderr, saver(strings.Split(args, "\n")))
		os.Exit(saverFailed)
	}
	os.Exit(m.Run())
}

// saver saves for ever and prints the id of every change it was told is
// stored. Two people type at once.
func saver(args []string) error {
	s, err := Open(args[0], Options{})
	if err != nil {
		return err
	}
	failed := make(chan error)
	for person := range 2 {
		go func() {
			r := report.New("2021", 2024)
			for i := 0; ; i++ {
				id := fmt.Sprintf("k%s-%d-%d", args[2], person, i)
				d, err := s.Load(context.Background(), args[1], r.Year)
				if err != nil {
					failed <- err
					return
				}
				field := fields[person]
				_, _, err = apply(s, args[1], r, id, draft.Edit{Field: field, Before: d.Report.Cells[formCode(field)].String(), After: args[2] + fmt.Sprintf("%06d", i)})
				if err != nil {
					failed <- err
					return
				}
				os.Stdout.WriteString(id + "\n")
			}
		}()
	}
	return <-failed
}

// TestKill kills a program that saves, at random moments, and looks for every
// change that it was told is stored.
func TestKill(t *testing.T) {
	dir := t.TempDir()
	s := openStore(t, dir)
	office := newOffice(t, s, "青石镇")
	create(t, s, office, bigReportOf(t, 2024))
	s.Close()
	random := rand.New(rand.NewPCG(1, 2))
	var acknowledged []string
	for round := range 24 {
		acknowledged = append(acknowledged, killed(t, random.IntN(60), dir, office, fmt.Sprint(round+1))...)
		s := openStore(t, dir) // the lock died with the process
		wantAll(t, s, office, acknowledged)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d changes acknowledged", len(acknowledged))
	if len(acknowledged) < 200 {
		t.Errorf("only %d changes were acknowledged", len(acknowledged))
	}
}

func bigReportOf(t *testing.T, year int) *report.Report {
	r := bigReport(t)
	r.Year = year
	return r
}

// killed runs the saver, kills it after a number of acknowledgements, and
// returns those that were printed by then.
func killed(t *testing.T, after int, args ...string) (ids []string) {
	cmd := osexec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), saverEnv+"="+strings.Join(args, "\n"))
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(out)
	for n := 0; ; n++ {
		if n == after {
			cmd.Process.Kill()
		}
		line, err := lines.ReadString('\n')
		if err != nil {
			break
		}
		ids = append(ids, strings.TrimSuffix(line, "\n"))
	}
	var exit *osexec.ExitError
	if err := cmd.Wait(); !errors.As(err, &exit) || exit.ExitCode() == saverFailed {
		t.Fatalf("the saver ended by itself: %v", err)
	}
	return ids
}

func wantAll(t *testing.T, s *Store, office string, acknowledged []string) {
	t.Helper()
	var result string
	if s.write.Raw("PRAGMA integrity_check").Scan(&result); result != "ok" {
		t.Fatal(result)
	}
	found := map[string]int{}
	list := history(t, s, office, 2024)
	for _, c := range list {
		found[c.ID]++
	}
	for _, id := range acknowledged {
		if found[id] != 1 {
			t.Errorf("%s is there %d times", id, found[id])
		}
	}
	r := load(t, s, office, 2024).Report
	if r.Revision != len(list)-1 {
		t.Errorf("revision %d after %d changes", r.Revision, len(list)-1)
	}
	if last := list[0]; last.Cause != draft.Create && r.Cells[formCode(last.Edits[0].Field)].String() != last.Edits[0].After {
		t.Errorf("the document lacks %+v", last)
	}
	if _, err := s.At(t.Context(), office, 2024, 0); err != nil {
		t.Error(err)
	}
}
