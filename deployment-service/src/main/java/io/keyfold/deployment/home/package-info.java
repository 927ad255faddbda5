/** What Keyfold says of itself to anybody: the start page and whether it is up. */
@NullMarked
package io.keyfold.deployment.home;

import org.jspecify.annotations.NullMarked;
