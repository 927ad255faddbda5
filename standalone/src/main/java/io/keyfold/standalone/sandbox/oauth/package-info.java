/** A small OAuth authorization server: apps with a name, consent, single-use codes and refresh tokens. In memory only. */
@NullMarked
package io.keyfold.standalone.sandbox.oauth;

import org.jspecify.annotations.NullMarked;
