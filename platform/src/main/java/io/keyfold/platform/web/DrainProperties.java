package io.keyfold.platform.web;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How a service leaves.
 *
 * @param pause how long it goes on serving after it has said that it is not ready: longer than whoever routes requests to it takes
 *     to see that; at most 15 s, 0 where the platform sees to it (a Kubernetes preStop hook)
 */
@Validated
@ConfigurationProperties("keyfold.drain")
record DrainProperties(@DefaultValue("0s") @DurationMin @DurationMax(seconds = 15) Duration pause) {}
