package io.keyfold.session;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** session-service: sessions, credential resolution, tool calls over MCP, usage and audit. */
@SpringBootApplication
public class SessionServiceApplication {

  /** Starts the service. */
  public static void main(String[] args) {
    SpringApplication.run(SessionServiceApplication.class, args);
  }
}
