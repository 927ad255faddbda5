/** The public start page and health status. */
@NullMarked
package io.keyfold.deployment.home;

import org.jspecify.annotations.NullMarked;
