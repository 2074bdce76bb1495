// Check it: npx whk check 3000/webhooks --provider standard-webhooks --exec 'go run main.go'
package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"io"
	"log"
	"math"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"
)

const toleranceSeconds, largestBody = 300, 5 << 20

func main() {
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(os.Getenv("WHK_SECRET"), "whsec_"))
	if err != nil || len(key) == 0 {
		log.Fatal("WHK_SECRET is not set, or holds no key in base64")
	}
	port := os.Getenv("PORT")
	if port == "" {
		port = "3000"
	}
	http.HandleFunc("/webhooks", func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(receive(w, r, key))
	})
	log.Fatal(http.ListenAndServe("localhost:"+port, nil))
}

// receive returns the status of the answer.
func receive(w http.ResponseWriter, r *http.Request, key []byte) int {
	if r.Method != "POST" {
		return http.StatusMethodNotAllowed
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, largestBody))
	if errors.As(err, new(*http.MaxBytesError)) {
		return http.StatusRequestEntityTooLarge
	} else if err != nil || !isGenuine(body, r.Header, key) {
		return http.StatusUnauthorized
	}
	// The event is genuine. Put body into a queue and answer at once; webhook-id tells an event that came before.
	return http.StatusNoContent
}

func isGenuine(body []byte, header http.Header, key []byte) bool {
	id, timestamp := header.Get("webhook-id"), header.Get("webhook-timestamp")
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	// Both directions.
	if err != nil || math.Abs(float64(time.Now().Unix()-seconds)) > toleranceSeconds {
		return false
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(id + "." + timestamp + "."))
	mac.Write(body)
	expected := []byte("v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	// There are several while a secret is rotated.
	for _, signature := range strings.Fields(header.Get("webhook-signature")) {
		if hmac.Equal([]byte(signature), expected) {
			return true
		}
	}
	return false
}
