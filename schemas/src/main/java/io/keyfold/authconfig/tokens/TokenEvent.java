package io.keyfold.authconfig.tokens;

import io.keyfold.schema.Event;

/** The events on {@code authconfig.tokens}. */
public sealed interface TokenEvent extends Event permits GrantTokens {}
