package com.example.billing;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the consumer.
 *
 * @param schemaRegistryUrl URL of a schema registry with Confluent's REST API
 */
@Validated
@ConfigurationProperties("billing")
public record BillingProperties(@NotNull URI schemaRegistryUrl) {}
