package io.keyfold.deployment.home;

/**
 * An installation of Keyfold.
 *
 * @param object always {@code home}
 * @param name always {@code Keyfold}
 * @param description what Keyfold does
 * @param version the release
 * @param links where to find more
 */
record HomeBody(String object, String name, String description, String version, HomeLinksBody links) {}
