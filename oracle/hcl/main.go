// Compares parsers/hcl with HashiCorp's own parser.
//
//	go run . -ours ../../build/hcl_dump FOLDER...    every .tf, .tfvars and .hcl file below
//	go run . -generate 2000 -seed 1 > corpus.txt     the recorded corpus of the unit tests
//
// A file that HashiCorp's parser rejects is counted and left out; a diagnostic of ours on a file that
// it accepts is a disagreement.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// ours is the running hcl_dump.
type ours struct {
	in  io.WriteCloser
	out *bufio.Reader
}

func startOurs(program string) (*ours, error) {
	cmd := exec.Command(program)
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	return &ours{in, bufio.NewReader(out)}, cmd.Start()
}

func (o *ours) dump(path string) (string, error) {
	if _, err := fmt.Fprintln(o.in, path); err != nil {
		return "", err
	}
	line, err := o.out.ReadString('\n')
	if err != nil {
		return "", err
	}
	size, err := strconv.Atoi(strings.TrimSpace(line))
	if err != nil {
		return "", err
	}
	dump := make([]byte, size)
	_, err = io.ReadFull(o.out, dump)
	return string(dump), err
}

func wanted(path string) bool {
	for _, end := range []string{".tf", ".tfvars", ".hcl"} {
		if strings.HasSuffix(path, end) {
			return true
		}
	}
	return false
}

type totals struct {
	files, bytes, rejected, statements, disagree int
}

// compare prints the first line on which the two dumps differ.
func (t *totals) compare(path string, o *ours) error {
	src, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	theirs, ok := canonicalDump(src)
	if !ok {
		t.rejected++
		return nil
	}
	t.files++
	t.bytes += len(src)
	t.statements += strings.Count(theirs, "\n")
	mine, err := o.dump(path)
	if err != nil {
		return fmt.Errorf("hcl_dump ended at %s: %w", path, err)
	}
	if mine == theirs || normalised(mine) == normalised(theirs) {
		return nil
	}
	t.disagree++
	a, b := strings.Split(theirs, "\n"), strings.Split(mine, "\n")
	for i := 0; i < len(a) || i < len(b); i++ {
		x, y := "", ""
		if i < len(a) {
			x = a[i]
		}
		if i < len(b) {
			y = b[i]
		}
		if x != y {
			fmt.Printf("%s\n  theirs: %s\n  ours:   %s\n", path, x, y)
			break
		}
	}
	return nil
}

var escape = regexp.MustCompile(`\\([0-9a-f]{2})`)

// normalised is the dump with its text in Unicode's composed form: Terraform's values are strings in
// that form, while our trees keep the bytes that are written.
func normalised(dump string) string {
	return norm.NFC.String(escape.ReplaceAllStringFunc(dump, func(code string) string {
		value, _ := strconv.ParseUint(code[1:], 16, 8)
		return string([]byte{byte(value)})
	}))
}

func compareAll(program string, folders []string) error {
	o, err := startOurs(program)
	if err != nil {
		return err
	}
	var t totals
	for _, folder := range folders {
		err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || !entry.Type().IsRegular() || !wanted(path) {
				return nil
			}
			return t.compare(path, o)
		})
		if err != nil {
			return err
		}
	}
	fmt.Printf("%d files compared (%.1f MB, %d attributes and blocks), %d rejected by HashiCorp's parser, %d disagreements\n",
		t.files, float64(t.bytes)/1e6, t.statements, t.rejected, t.disagree)
	if t.disagree > 0 {
		os.Exit(1)
	}
	return nil
}

func main() {
	program := flag.String("ours", "", "the hcl_dump program")
	count := flag.Int("generate", 0, "print that many generated files with their dumps instead")
	seed := flag.Int64("seed", 1, "of the generated files")
	flag.Parse()
	if *count > 0 {
		generate(*count, *seed)
		return
	}
	if err := compareAll(*program, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}
