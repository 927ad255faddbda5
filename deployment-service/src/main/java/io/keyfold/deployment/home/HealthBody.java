package io.keyfold.deployment.home;

/**
 * The health of the installation.
 *
 * @param status {@code UP} with 200, {@code DOWN} with 503
 */
record HealthBody(String status) {}
