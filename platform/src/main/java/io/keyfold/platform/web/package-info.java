/**
 * What every HTTP endpoint shares: strict input, lists, errors on the wire, callers and their scopes, request ids, ETags and
 * idempotency keys. Services import {@link io.keyfold.platform.web.WebConfiguration}.
 */
@NullMarked
package io.keyfold.platform.web;

import org.jspecify.annotations.NullMarked;
