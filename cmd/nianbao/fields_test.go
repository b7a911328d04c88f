package main

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The codes of the contract, written out once more: they never change.
var (
	tableTwo = map[string]string{
		"2021": `t2.rules.made t2.rules.repealed t2.rules.in_force
			t2.normative_documents.made t2.normative_documents.repealed t2.normative_documents.in_force
			t2.administrative_licensing.decisions t2.administrative_penalties.decisions t2.administrative_compulsion.decisions
			t2.administrative_fees.amount`,
		"2019": `t2.rules.made t2.rules.disclosed t2.rules.total
			t2.normative_documents.made t2.normative_documents.disclosed t2.normative_documents.total
			t2.administrative_licensing.previous t2.administrative_licensing.change t2.administrative_licensing.decisions
			t2.other_services.previous t2.other_services.change t2.other_services.decisions
			t2.administrative_penalties.previous t2.administrative_penalties.change t2.administrative_penalties.decisions
			t2.administrative_compulsion.previous t2.administrative_compulsion.change t2.administrative_compulsion.decisions
			t2.administrative_fees.previous t2.administrative_fees.change
			t2.government_procurement.projects t2.government_procurement.amount`,
	}
	otherRows    = map[string]string{"2021": "other.no_correction other.fee_unpaid other.other", "2019": "other"}
	tableThree   = "natural_person enterprise research social legal other total"
	tableFour    = "upheld corrected other pending total"
	withoutTable = "s6.processing_fee.notices s6.processing_fee.due s6.processing_fee.received"
)

// contract lists the codes of a format's tables in order.
func contract(format string) []string {
	out := strings.Fields(tableTwo[format])
	rows := strings.Fields(`received carried_in granted partially_granted
		denied.state_secret denied.law_prohibits denied.stability denied.third_party denied.internal_affairs denied.process
		denied.enforcement_file denied.administrative_query
		unable.not_held unable.needs_creation unable.unclear_after_correction
		rejected.petition rejected.duplicate rejected.publication rejected.excessive rejected.reconfirm ` + otherRows[format] + ` total carried_out`)
	for _, row := range rows {
		for column := range strings.FieldsSeq(tableThree) {
			out = append(out, "t3."+row+"."+column)
		}
	}
	for _, group := range []string{"reconsideration", "direct_litigation", "after_reconsideration"} {
		for column := range strings.FieldsSeq(tableFour) {
			out = append(out, "t4."+group+"."+column)
		}
	}
	return out
}

func TestFields(t *testing.T) {
	for _, format := range []string{"2021", "2019", ""} {
		t.Run(format, func(t *testing.T) {
			args, newest := []string{"fields", "--json"}, "2021"
			if format != "" {
				args, newest = append(args, "--format", format), format
			}
			out := run(t, args...).want(exitDone, "").out
			var list []field
			if err := json.Unmarshal([]byte(out), &list); err != nil {
				t.Fatal(err)
			}
			var tables, figures []string
			for _, f := range list {
				if strings.HasPrefix(string(f.Code), "t") {
					tables = append(tables, string(f.Code))
				} else {
					figures = append(figures, string(f.Code))
				}
				if f.Label == "" || f.Row == "" || f.Type == "" || f.Required != strings.HasPrefix(string(f.Code), "t") {
					t.Errorf("field %+v", f)
				}
			}
			if diff := cmp.Diff(contract(newest), tables); diff != "" {
				t.Error(diff)
			}
			for code := range strings.FieldsSeq(withoutTable) {
				if !slices.Contains(figures, code) {
					t.Errorf("no %s", code)
				}
			}
			for _, code := range figures {
				if !strings.HasPrefix(code, "s1.") && !strings.HasPrefix(code, "s6.") {
					t.Errorf("figure %s", code)
				}
			}
		})
	}
}

// TestFieldsMembers: every member is there for every field, in the order of
// the contract.
func TestFieldsMembers(t *testing.T) {
	out := run(t, "fields", "--json").out
	dec := json.NewDecoder(bytes.NewReader([]byte(out)))
	var members []string
	depth := 0
	for name := true; ; {
		token, err := dec.Token()
		if err != nil {
			break
		}
		switch v := token.(type) {
		case json.Delim:
			if v == '{' {
				depth, name, members = depth+1, true, nil
			} else if v == '}' {
				if got := strings.Join(members, " "); got != "code label row column unit type required" {
					t.Fatalf("members %s", got)
				}
			}
			continue
		case string:
			if name {
				members = append(members, v)
			}
		}
		name = !name
	}
	if depth < 200 {
		t.Errorf("%d fields", depth)
	}
}

func TestFieldsText(t *testing.T) {
	out := run(t, "fields").want(exitDone, "").out
	if !strings.HasPrefix(out, "t2.rules.made\t规章·本年制发\t件\n") {
		t.Errorf("got %s", strings.SplitN(out, "\n", 2)[0])
	}
	if n := strings.Count(out, "\n"); n < len(contract("2021")) {
		t.Errorf("%d lines", n)
	}
}
