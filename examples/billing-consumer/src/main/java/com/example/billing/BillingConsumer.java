package com.example.billing;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Reads {@code usage.totals} and writes each total to PostgreSQL. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class BillingConsumer {

  /** Starts the consumer. */
  public static void main(String[] args) {
    SpringApplication.run(BillingConsumer.class, args);
  }
}
