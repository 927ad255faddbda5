package io.keyfold.platform.web;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of HTTP requests.
 *
 * @param bodyTimeout how long the body of a request may take to arrive before the response is 408
 */
@Validated
@ConfigurationProperties("keyfold.web")
record WebProperties(@DefaultValue("30s") @DurationMin(seconds = 1) @DurationMax(minutes = 5) Duration bodyTimeout) {}
