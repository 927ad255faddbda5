/** OAuth apps: their state, its fold, and the decisions about them. Pure. */
@NullMarked
package io.keyfold.authconfig.apps.model;

import org.jspecify.annotations.NullMarked;
