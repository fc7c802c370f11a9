// Writes a scene by klog, a file for each setting, and notes what is logged.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"time"

	"k8s.io/klog/v2"
)

type pod struct{ name, namespace string }

func (p pod) GetName() string      { return p.name }
func (p pod) GetNamespace() string { return p.namespace }

var did *os.File

// say logs one record. Fields are as key=value, joined by " & ".
func say(level, text, fields string, log func()) {
	before := time.Now().UTC()
	log()
	row := []string{before.Format(time.RFC3339Nano), time.Now().UTC().Format(time.RFC3339Nano), level, "",
		fmt.Sprint(os.Getpid()), fields, strings.ReplaceAll(text, "\n", `\n`), ""}
	fmt.Fprintln(did, strings.Join(row, "\t"))
	time.Sleep(3 * time.Millisecond)
}

func scene() {
	cart := pod{"cart-7", "shop"}
	refused := errors.New(`dial tcp 192.0.2.7:443: "connect": connection refused`)
	say("INFO", "Starting shop 1.2 with 2 workers", "", func() { klog.Infof("Starting shop %s with %d workers", "1.2", 2) })
	say("WARNING", "Cache is cold: key=value [brackets]", "", func() { klog.Warning("Cache is cold: key=value [brackets]") })
	say("ERROR", "Cannot reach node-3: connection refused", "", func() { klog.Errorln("Cannot reach node-3:", "connection refused") })
	say("INFO", "Orders:\n  o-17\n\n  o-18", "", func() { klog.Info("Orders:\n  o-17\n\n  o-18") })
	say("INFO", "Pod status updated", "pod=shop/cart-7 & status=ready", func() {
		klog.InfoS("Pod status updated", "pod", klog.KObj(cart), "status", "ready")
	})
	say("ERROR", "Failed to update pod", `err=dial tcp 192.0.2.7:443: "connect": connection refused & pod=shop/cart-7 & retry=3`, func() {
		klog.ErrorS(refused, "Failed to update pod", "pod", klog.KObj(cart), "retry", 3)
	})
	say("INFO", `Say "hello" to Zoë`, "ok=true & took=1.5s & list=[1 2 3] & empty=", func() {
		klog.InfoS(`Say "hello" to Zoë`, "ok", true, "took", 1500*time.Millisecond, "list", []int{1, 2, 3}, "empty", "")
	})
	say("INFO", "Configuration", `config=a: 1\nb: "two" & after=x y`, func() {
		klog.InfoS("Configuration", "config", "a: 1\nb: \"two\"", "after", "x y")
	})
	say("ERROR", "No cause", "", func() { klog.ErrorS(nil, "No cause") })
	say("INFO", "Two\nlines", "a=1", func() { klog.InfoS("Two\nlines", "a", 1) })
	say("INFO", "Verbose", "", func() { klog.V(2).Info("Verbose") })
	say("INFO", "controller: Named", "pod=shop/cart-7", func() {
		klog.Background().WithName("controller").Info("Named", "pod", klog.KObj(cart))
	})
	say("INFO", "", "", func() { klog.Info("") })
	say("INFO", "Stopped", "", func() { klog.Info("Stopped") })
}

// record plays the scene into klog-NAME.log under one setting.
func record(out, name string, settings ...string) {
	for _, s := range settings {
		parts := strings.SplitN(s, "=", 2)
		if err := flag.Set(parts[0], parts[1]); err != nil {
			panic(err)
		}
	}
	did = create(out + "/klog-" + name + ".tsv")
	defer did.Close()
	fmt.Fprintln(did, "before\tafter\tlevel\tlogger\tthread\tfields\ttext\tbehind it")
	scene()
	klog.Flush()
}

func create(name string) *os.File {
	file, err := os.Create(name)
	if err != nil {
		panic(err)
	}
	return file
}

func main() {
	out := os.Args[1]
	klog.InitFlags(nil)
	// As a part of Kubernetes has it: its standard error is its log.
	stderr := os.Stderr
	os.Stderr = create(out + "/klog-stderr.log")
	record(out, "stderr", "logtostderr=true", "v=2")
	os.Stderr = create(out + "/klog-folders.log")
	record(out, "folders", "add_dir_header=true")
	os.Stderr = stderr
	// A file that it makes itself begins with a header of its own.
	record(out, "file", "add_dir_header=false", "logtostderr=false", "log_file="+out+"/klog-file.log", "one_output=true", "stderrthreshold=FATAL")
}
