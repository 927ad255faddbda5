package io.keyfold.authconfig;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** authconfig-service: auth configs, OAuth apps and default credentials of deployments. */
@SpringBootApplication
public class AuthConfigServiceApplication {

  /** Starts the service. */
  public static void main(String[] args) {
    SpringApplication.run(AuthConfigServiceApplication.class, args);
  }
}
