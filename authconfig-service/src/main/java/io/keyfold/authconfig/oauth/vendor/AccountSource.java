package io.keyfold.authconfig.oauth.vendor;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where the id and name of the connected account are.
 *
 * @param userInfo URL of the JSON document that contains them, called with the access token after the code was
 *     exchanged; null if it is the token response
 * @param id JSON pointer of the account's id
 * @param name JSON pointer of the name to show; null if there is none
 */
public record AccountSource(@Nullable URI userInfo, String id, @Nullable String name) {}
