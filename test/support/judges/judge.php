<?php

// Answers each request on standard input, a line of base64, by the handler that it names.
require 'Illuminate/Http/autoload.php';

// As Laravel does.
set_error_handler(function (int $level, string $message): never {
    throw new ErrorException($message);
});

$secret = '';

function config(string $name): ?string
{
    return $name === 'services.handler_secret' ? $GLOBALS['secret'] : null;
}

while (($line = fgets(STDIN)) !== false) {
    [$handler, $encoded, $body] = $fields = explode("\t", rtrim($line, "\n"));
    $secret = base64_decode($encoded);
    try {
        $class = "Handler$handler\\WebhookController";
        if (! class_exists($class, false)) {
            require "$argv[1]/$handler.php";
        }
        $request = Illuminate\Http\Request::create('/webhooks', 'POST', content: base64_decode($body));
        foreach (array_chunk(array_slice($fields, 3), 2) as [$name, $value]) {
            $request->headers->set($name, base64_decode($value));
        }
        echo (new $class())($request)->getStatusCode(), "\n";
    } catch (Throwable $problem) {
        echo $problem->getMessage(), "\n";
    }
}
