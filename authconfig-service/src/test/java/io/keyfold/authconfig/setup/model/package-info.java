@NullMarked
package io.keyfold.authconfig.setup.model;

import org.jspecify.annotations.NullMarked;
