#include "lint/model/ecs.h"

namespace execlint {

std::string_view KindName(Service::Kind kind) {
  switch (kind) {
    case Service::Kind::kService:
      return "service";
    case Service::Kind::kTaskSet:
      return "task set";
    case Service::Kind::kEventTarget:
      return "event target";
    case Service::Kind::kSchedule:
      return "schedule";
    case Service::Kind::kPipe:
      return "pipe";
    case Service::Kind::kState:
      return "state";
    case Service::Kind::kRunTask:
      return "run-task call";
    case Service::Kind::kDaemon:
      return "daemon";
    case Service::Kind::kExpressService:
      return "Express service";
    case Service::Kind::kJob:
      return "job definition";
  }
  return "";
}

}  // namespace execlint
