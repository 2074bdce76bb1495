<?php

// Serves the controller beside it as Laravel would.
require 'Illuminate/Http/autoload.php';
require __DIR__ . '/WebhookController.php';

set_error_handler(function (int $level, string $message): never {
    throw new ErrorException($message);
});

function config(string $name): ?string
{
    return $name === 'services.handler_secret' ? (getenv('HANDLER_SECRET') ?: null) : null;
}

$request = Illuminate\Http\Request::capture();
if ($request->getMethod() !== 'POST') {
    (new Illuminate\Http\Response('', 405))->send();
} else {
    (new App\Http\Controllers\WebhookController())($request)->send();
}
