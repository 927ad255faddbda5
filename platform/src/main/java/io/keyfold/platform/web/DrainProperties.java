package io.keyfold.platform.web;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Shutdown settings of a service.
 *
 * @param pause how long a service continues to serve after it has reported that it is not ready. Longer than load
 *     balancers need to notice; 0 if the platform delays the shutdown (a Kubernetes preStop hook)
 */
@Validated
@ConfigurationProperties("keyfold.drain")
record DrainProperties(@DefaultValue("0s") @DurationMin @DurationMax(seconds = 15) Duration pause) {}
