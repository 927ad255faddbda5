package io.keyfold.ledger;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** ledger-service: what the tenants' deployments used. */
@SpringBootApplication
public class LedgerServiceApplication {

  /** Starts the service. */
  public static void main(String[] args) {
    SpringApplication.run(LedgerServiceApplication.class, args);
  }
}
