/** The OAuth flow with a Keycloak. */
@NullMarked
package io.keyfold.acceptance.keycloak;

import org.jspecify.annotations.NullMarked;
