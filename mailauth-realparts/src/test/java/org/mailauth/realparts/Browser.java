package org.mailauth.realparts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Chromium without a window, driven by the DevTools protocol; one page. */
final class Browser implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final JsonMapper JSON = new JsonMapper();

    private final Process process;
    private final BlockingQueue<JsonNode> incoming = new LinkedBlockingQueue<>();
    private final List<String> complaints = new ArrayList<>();
    private final WebSocket socket;
    private String session = "";
    private int lastId;

    Browser(Path folder) throws IOException, InterruptedException {
        Path profile = Files.createTempDirectory(folder, "chromium");
        process = Run.builder(
                        folder,
                        List.of(
                                Program.find("chromium", "chromium"),
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--remote-debugging-port=0",
                                "--user-data-dir=" + profile,
                                "about:blank"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> port = port(profile.resolve("DevToolsActivePort"));
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + port.get(0) + port.get(1)), new Listener())
                .orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS)
                .join();
        String target = send("Target.createTarget", params().put("url", "about:blank"))
                .get("targetId")
                .asText();
        session = send("Target.attachToTarget", params().put("targetId", target).put("flatten", true))
                .get("sessionId")
                .asText();
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            send(domain + ".enable", params());
        }
    }

    private static List<String> port(Path file) throws IOException, InterruptedException {
        for (long waited = 0; waited < LIMIT.toMillis(); waited += 50) {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            if (lines.size() >= 2) {
                return lines;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new IllegalStateException("Chromium does not start");
    }

    private static ObjectNode params() {
        return JSON.createObjectNode();
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                try {
                    incoming.add(JSON.readTree(text.toString()));
                } catch (IOException broken) {
                    throw new IllegalStateException(broken);
                }
                text.setLength(0);
            }
            return WebSocket.Listener.super.onText(from, data, last);
        }
    }

    private JsonNode send(String method, ObjectNode params) throws InterruptedException {
        ObjectNode message = JSON.createObjectNode().put("id", ++lastId).put("method", method);
        message.set("params", params);
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        socket.sendText(message.toString(), true).join();
        JsonNode answer = next();
        while (answer.path("id").asInt() != lastId) {
            note(answer);
            answer = next();
        }
        if (answer.has("error")) {
            throw new IllegalStateException(method + ": " + answer.get("error"));
        }
        return answer.get("result");
    }

    private JsonNode next() throws InterruptedException {
        JsonNode message = incoming.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
        if (message == null) {
            throw new IllegalStateException("Chromium does not answer");
        }
        return message;
    }

    private void note(JsonNode event) {
        String method = event.path("method").asText();
        String url = event.path("params").path("request").path("url").asText();
        if (List.of("Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled")
                        .contains(method)
                || (method.equals("Network.requestWillBeSent") && !url.startsWith("file:"))) {
            complaints.add(event.toString());
        }
    }

    /** Opens a page at a width and waits until it has loaded. */
    void open(Path page, int width, boolean dark) throws InterruptedException {
        send(
                "Emulation.setDeviceMetricsOverride",
                params().put("width", width)
                        .put("height", 900)
                        .put("deviceScaleFactor", 1)
                        .put("mobile", width < 600));
        ObjectNode scheme = params();
        scheme.putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", dark ? "dark" : "light");
        send("Emulation.setEmulatedMedia", scheme);
        send("Page.navigate", params().put("url", page.toUri().toString()));
        JsonNode event = next();
        while (!event.path("method").asText().equals("Page.loadEventFired")) {
            note(event);
            event = next();
        }
    }

    /** The value of an expression of JavaScript in the page. */
    JsonNode value(String expression) throws InterruptedException {
        JsonNode result = send(
                "Runtime.evaluate",
                params().put("expression", expression)
                        .put("returnByValue", true)
                        .put("awaitPromise", true));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(result.get("exceptionDetails").toString());
        }
        return result.get("result").path("value");
    }

    /** Messages of the console, exceptions, and requests for anything but files. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void close() {
        socket.abort();
        // all of them write into the profile until they have ended
        List<ProcessHandle> started = process.descendants().toList();
        Run.kill(process);
        process.onExit().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
        started.forEach(each ->
                each.onExit().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join());
    }
}
