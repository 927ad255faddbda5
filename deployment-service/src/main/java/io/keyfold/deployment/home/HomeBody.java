package io.keyfold.deployment.home;

/**
 * An installation of Keyfold.
 *
 * @param object always {@code home}
 * @param name always {@code Keyfold}
 * @param description purpose of Keyfold
 * @param version version of the release
 * @param links further resources
 */
record HomeBody(String object, String name, String description, String version, HomeLinksBody links) {}
