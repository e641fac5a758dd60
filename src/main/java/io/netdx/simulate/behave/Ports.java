package io.netdx.simulate.behave;

import io.netdx.simulate.world.Resource;

/** Ports by number or name. */
final class Ports {

    private Ports() {
    }

    /** The number of a probe's or Service's target port in the pods of a workload; 0 where no container port has that name. */
    static int target(Resource workload, String port) {
        if (!port.isEmpty() && port.chars().allMatch(Character::isDigit)) {
            return Integer.parseInt(port);
        }
        for (Resource container : workload.items("spec", "template", "spec", "containers")) {
            for (Resource declared : container.items("ports")) {
                if (declared.text("name").equals(port)) {
                    return declared.number("containerPort");
                }
            }
        }
        return 0;
    }
}
