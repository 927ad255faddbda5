package io.keyfold.standalone.boot;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class LogFileTest {

  @TempDir
  Path folder;

  @AfterEach
  void closeTheFile() {
    ((LoggerContext) LoggerFactory.getILoggerFactory()).reset();
  }

  @Test
  @Tag("promise-4")
  void loggersThatQuoteRequestsOrProvidersAreSilenced() throws Exception {
    LogFile.open(folder);

    LoggerFactory.getLogger("org.springframework.web.server.adapter.HttpWebHandlerAdapter").error(
      "POST /mcp?key=canary"
    );
    LoggerFactory.getLogger("reactor.netty.http.server.AccessLog").info("POST /mcp?key=canary");
    LoggerFactory.getLogger("org.springframework.ai.mcp.client.webflux.transport.X").warn("the answer was canary");
    LoggerFactory.getLogger("io.modelcontextprotocol.spec.McpClientSession").warn("unexpected id canary");
    LoggerFactory.getLogger("org.apache.kafka.clients.X").info("settings: canary");
    LoggerFactory.getLogger("io.keyfold.X").info("ours");
    LoggerFactory.getLogger("org.apache.kafka.clients.X").warn("a broker is gone");

    assertThat(Files.readString(folder.resolve("keyfold.log")))
      .contains("ours", "a broker is gone")
      .doesNotContain("canary");
  }
}
