package io.keyfold.deployment;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** deployment-service: the catalogue, tenants and API keys, and provider deployments. */
@SpringBootApplication
public class DeploymentServiceApplication {

  /** Starts the service. */
  public static void main(String[] args) {
    SpringApplication.run(DeploymentServiceApplication.class, args);
  }
}
