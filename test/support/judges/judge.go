// Answers each request on standard input, a line of base64, by the handler that it names.
package main

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"fmt"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
)

func decode(text string) []byte {
	decoded, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		panic(err)
	}
	return decoded
}

func main() {
	lines := bufio.NewReader(os.Stdin)
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			return
		}
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		handler, _ := strconv.Atoi(fields[0])
		os.Setenv("HANDLER_SECRET", string(decode(fields[1])))
		request := httptest.NewRequest("POST", "/webhooks", bytes.NewReader(decode(fields[2])))
		for i := 3; i < len(fields); i += 2 {
			request.Header.Add(fields[i], string(decode(fields[i+1])))
		}
		status, err := handlers[handler](httptest.NewRecorder(), request)
		if err != nil {
			fmt.Println(err)
		} else {
			fmt.Println(status)
		}
	}
}
